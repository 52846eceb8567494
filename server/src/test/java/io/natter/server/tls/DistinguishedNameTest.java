package io.natter.server.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DistinguishedNameTest {
    @ParameterizedTest(name = "{0} reads as {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        CN=www                      | [CN:www]
        cn = www , ou = a b         | [CN:www] [OU:a b]
        CN=www,OU=a+OU=b,DC=example | [CN:www] [OU:a OU:b] [DC:example]
        CN=a\\,b                    | [CN:a,b]
        CN=a\\+b\\=c\\"d            | [CN:a+b=c"d]
        CN=a\\2cb                   | [CN:a,b]
        CN=M\\c3\\bcller            | [CN:Müller]
        CN=\\ a\\ ,O=x              | [CN: a ] [O:x]
        CN=a=b                      | [CN:a=b]
        CN=,O=x                     | [CN:] [O:x]
        """)
    void readsNamesAsPeopleWriteThem(String text, String expected) {
        assertThat(DistinguishedName.parse(text))
                .map(DistinguishedNameTest::shown)
                .contains(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "derek", "CN=a,", ",CN=a", "CN=a+", "=a", "CN=#0401", "CN=a\\", "CN=a\\2", "CN=a\\zz", "CN"})
    void refusesWhatIsNoName(String text) {
        assertThat(DistinguishedName.parse(text)).isEmpty();
    }

    @ParameterizedTest(name = "{0} and {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
        CN=a,OU=b,O=c    | cn=a,ou=b,o=c    | equal
        CN=a,OU=b+OU=c   | CN=a,OU=c+OU=b   | equal
        CN=a,OU=b,O=c    | O=c,OU=b,CN=a    | reordered
        CN=a,OU=b,OU=c   | CN=a,OU=c,OU=b   | reordered
        CN=a,OU=b,OU=c   | CN=a,OU=b+OU=c   | other
        CN=a,OU=b        | CN=a,OU=b,OU=b   | other
        CN=a,OU=b,OU=b   | CN=a,OU=b,OU=c   | other
        CN=a             | CN=A             | other
        CN=a,OU=b        | CN=b,OU=a        | other
        CN=a\\,OU=b      | CN=a,OU=b        | other
        """)
    void comparesByRelativeName(String left, String right, String expected) {
        DistinguishedName one = DistinguishedName.parse(left).orElseThrow();
        DistinguishedName two = DistinguishedName.parse(right).orElseThrow();
        String relation = one.equals(two) ? "equal" : one.hasSameNamesAs(two) ? "reordered" : "other";
        assertThat(relation).isEqualTo(expected);
        assertThat(two.hasSameNamesAs(one)).isEqualTo(one.hasSameNamesAs(two));
    }

    private static String shown(DistinguishedName name) {
        return name.relativeNames().stream()
                .map(relative -> shown(relative.attributes()))
                .collect(Collectors.joining(" "));
    }

    private static String shown(List<DistinguishedName.Attribute> attributes) {
        return attributes.stream()
                .map(attribute -> attribute.type() + ":" + attribute.value())
                .collect(Collectors.joining(" ", "[", "]"));
    }
}
