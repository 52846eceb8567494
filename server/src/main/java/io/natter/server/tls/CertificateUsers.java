package io.natter.server.tls;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The configured users, ready to be found by a certificate ({@code verify_and_map}, B122). Immutable.
 *
 * <p>A user is named after an alternative name of the certificate, or after its subject as a distinguished name. Of
 * several users that match as distinguished names, the one with the same order wins, then the one configured first.
 */
public final class CertificateUsers {
    private final Set<String> users;
    private final Map<String, DistinguishedName> distinguished;

    private CertificateUsers(Set<String> users, Map<String, DistinguishedName> distinguished) {
        this.users = users;
        this.distinguished = distinguished;
    }

    /** Users of these names, in the order of configuration. */
    public static CertificateUsers of(Collection<String> users) {
        var distinguished = new LinkedHashMap<String, DistinguishedName>();
        for (String user : users) {
            DistinguishedName.parse(user).ifPresent(name -> distinguished.put(user, name));
        }
        return new CertificateUsers(new LinkedHashSet<>(users), distinguished);
    }

    /**
     * The user that {@code peer} is.
     *
     * @param mayEnter whether a user may come in this way at all; others are passed over
     */
    public Optional<String> find(PeerNames peer, Predicate<String> mayEnter) {
        Optional<String> byAlternative = peer.alternativeNames().stream()
                .filter(users::contains)
                .filter(mayEnter)
                .findFirst();
        return byAlternative
                .or(() -> peer.distinguishedName().flatMap(name -> byDistinguishedName(name, mayEnter)))
                .or(() -> peer.subjectTexts().stream()
                        .filter(users::contains)
                        .filter(mayEnter)
                        .findFirst());
    }

    private Optional<String> byDistinguishedName(DistinguishedName name, Predicate<String> mayEnter) {
        return first(name::equals, mayEnter).or(() -> first(name::hasSameNamesAs, mayEnter));
    }

    private Optional<String> first(Predicate<DistinguishedName> isWanted, Predicate<String> mayEnter) {
        return distinguished.entrySet().stream()
                .filter(entry -> isWanted.test(entry.getValue()))
                .map(Map.Entry::getKey)
                .filter(mayEnter)
                .findFirst();
    }
}
