package io.natter.server.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.pkitesting.CertificateBuilder;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CertificateUsersTest {
    private static final Map<String, String> DOMAIN_COMPONENT = Map.of("DC", "0.9.2342.19200300.100.1.25");

    @ParameterizedTest(name = "{0} is {2} of {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        CN=www,OU=a,O=x               | CN=www,OU=a,O=x                        | CN=www,OU=a,O=x
        CN=www,OU=a,O=x               | O=x,OU=a,CN=www                        | O=x,OU=a,CN=www
        CN=www,OU=a,O=x               | O=x,OU=a,CN=www;CN=www,OU=a,O=x        | CN=www,OU=a,O=x
        CN=www,OU=a,O=x               | CN=www,OU=a                            |
        CN=www,OU=a                   | CN=www,OU=a,O=x                        |
        CN=www                        | www                                    |
        CN=www,OU=a+OU=b              | CN=www,OU=b+OU=a                       | CN=www,OU=b+OU=a
        CN=www\\,OU=a                 | CN=www,OU=a                            |
        CN=www\\,OU=a                 | CN=www\\,OU=a                          | CN=www\\,OU=a
        CN=www,DC=example,DC=com      | CN=www,DC=com,DC=example               | CN=www,DC=com,DC=example
        CN=www,DC=example,DC=com      | CN=www                                 | CN=www
        CN=www,1.2.3.4=x              | CN=www                                 | CN=www
        CN=www,1.2.3.4=x              | OU=a,CN=www                            |
        """)
    void findsTheUserNamedAfterTheSubject(String subject, String users, @Nullable String expected) throws Exception {
        X509Certificate certificate = builder(subject).buildSelfSigned().getCertificate();
        assertThat(find(certificate, users.split(";"))).isEqualTo(expected);
    }

    @Test
    void triesEmailThenDnsThenUriThenSubject() throws Exception {
        X509Certificate certificate = builder("CN=www")
                .addSanUriName("spiffe://example/www")
                .addSanDnsName("www.example")
                .addSanRfc822Name("www@example")
                .buildSelfSigned()
                .getCertificate();
        assertThat(find(certificate, "CN=www", "spiffe://example/www", "www.example", "www@example"))
                .isEqualTo("www@example");
        assertThat(find(certificate, "CN=www", "spiffe://example/www", "www.example"))
                .isEqualTo("www.example");
        assertThat(find(certificate, "CN=www", "spiffe://example/www")).isEqualTo("spiffe://example/www");
        assertThat(find(certificate, "CN=www")).isEqualTo("CN=www");
        assertThat(find(certificate, "www")).isNull();
    }

    @Test
    void passesOverUsersThatMayNotEnter() throws Exception {
        X509Certificate certificate =
                builder("CN=www").addSanDnsName("www.example").buildSelfSigned().getCertificate();
        CertificateUsers users = CertificateUsers.of(List.of("www.example", "CN=www"));
        assertThat(users.find(PeerNames.of(certificate), user -> !user.equals("www.example")))
                .contains("CN=www");
    }

    @ParameterizedTest(name = "{0} is shown as {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        O=x,OU=a,CN=www                | CN=www,OU=a,O=x
        CN=www,OU=a,OU=b               | CN=www,OU=b+OU=a
        CN=a\\,b\\"c\\+d,O=\\#x        | CN=a\\,b\\"c\\+d,O=\\#x
        C=FR,ST=s,L=l,STREET=t,CN=www  | CN=www,STREET=t,ST=s,L=l,C=FR
        CN=www,DC=example,DC=com       | CN=www,0.9.2342.19200300.100.1.25=example,0.9.2342.19200300.100.1.25=com
        """)
    void showsTheSubjectAsGoDoes(String subject, String expected) {
        var principal = new X500Principal(subject, DOMAIN_COMPONENT);
        assertThat(CertificateSubject.of(principal).shown()).isEqualTo(expected);
    }

    private static CertificateBuilder builder(String subject) {
        return new CertificateBuilder()
                .setIsCertificateAuthority(true)
                .subject(new X500Principal(subject, DOMAIN_COMPONENT));
    }

    private static @Nullable String find(X509Certificate certificate, String... users) {
        return CertificateUsers.of(List.of(users))
                .find(PeerNames.of(certificate), user -> true)
                .orElse(null);
    }
}
