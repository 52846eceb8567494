package io.natter.server.tls;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.security.auth.x500.X500Principal;

/**
 * The subject of a certificate, in the forms in which nats-server writes and compares it. Immutable.
 *
 * <p>Users in configuration files are named after these forms, and tools read them, so they follow Go's way of
 * printing a name (RFC 2253 reversed, in a fixed order of types) to the letter (B122).
 */
public final class CertificateSubject {
    private static final String DOMAIN_COMPONENT = "0.9.2342.19200300.100.1.25";

    private static final Map<String, String> TYPE_NAMES = Map.of(
            "2.5.4.3", "CN",
            "2.5.4.5", "SERIALNUMBER",
            "2.5.4.6", "C",
            "2.5.4.7", "L",
            "2.5.4.8", "ST",
            "2.5.4.9", "STREET",
            "2.5.4.10", "O",
            "2.5.4.11", "OU",
            "2.5.4.17", "POSTALCODE");

    /** The order in which the types are written; values of one type stand together. */
    private static final List<String> WRITTEN_ORDER = List.of(
            "2.5.4.5", "2.5.4.3", "2.5.4.17", "2.5.4.9", "2.5.4.8", "2.5.4.7", "2.5.4.11", "2.5.4.10", "2.5.4.6");

    private final List<List<Attribute>> relativeNames; // as in the certificate: least specific first

    private CertificateSubject(List<List<Attribute>> relativeNames) {
        this.relativeNames = relativeNames;
    }

    /** One attribute as the certificate has it; {@code text} is empty when the value is no string. Immutable. */
    private record Attribute(String typeId, Der value, Optional<String> text) {
        boolean isOf(String wantedTypeId) {
            return typeId.equals(wantedTypeId);
        }
    }

    /** The subject that {@code principal} holds. */
    public static CertificateSubject of(X500Principal principal) {
        return new CertificateSubject(Der.parse(principal.getEncoded()).children().stream()
                .map(set -> set.children().stream()
                        .map(CertificateSubject::attribute)
                        .toList())
                .filter(set -> !set.isEmpty())
                .toList());
    }

    /** What connz shows: the known types in their order, then whatever else there is, by number. */
    public String shown() {
        List<String> parts = new ArrayList<>(knownParts());
        for (int i = relativeNames.size() - 1; i >= 0; i--) {
            List<Attribute> set = relativeNames.get(i);
            for (int j = set.size() - 1; j >= 0; j--) {
                Attribute attribute = set.get(j);
                if (!TYPE_NAMES.containsKey(attribute.typeId())) {
                    parts.add(attribute.typeId() + "=" + asPrinted(attribute));
                }
            }
        }
        return String.join(",", parts);
    }

    /** The known types in their order: the name that a user may have when nothing better matched. */
    String known() {
        return String.join(",", knownParts());
    }

    /** {@link #known()} with the domain components behind it, or empty when there are none. */
    Optional<String> knownWithDomain() {
        String domain = attributes(DOMAIN_COMPONENT).map(value -> "DC=" + value).collect(Collectors.joining(","));
        return domain.isEmpty() ? Optional.empty() : Optional.of(known() + "," + domain);
    }

    /** The subject as a distinguished name; empty when it has no attribute, or one of a type or value not known here. */
    Optional<DistinguishedName> distinguishedName() {
        var names = new ArrayList<DistinguishedName.RelativeName>();
        for (List<Attribute> set : relativeNames) {
            var attributes = new ArrayList<DistinguishedName.Attribute>();
            for (Attribute attribute : set) {
                String type = attribute.isOf(DOMAIN_COMPONENT) ? "DC" : TYPE_NAMES.get(attribute.typeId());
                if (type == null || attribute.text().isEmpty()) {
                    return Optional.empty();
                }
                attributes.add(
                        new DistinguishedName.Attribute(type, attribute.text().get()));
            }
            names.add(0, new DistinguishedName.RelativeName(attributes));
        }
        return names.isEmpty() ? Optional.empty() : Optional.of(new DistinguishedName(names));
    }

    private List<String> knownParts() {
        var parts = new ArrayList<String>();
        for (String typeId : WRITTEN_ORDER) {
            List<String> values = attributes(typeId).toList();
            if (isSingle(typeId) && values.size() > 1) {
                values = values.subList(values.size() - 1, values.size());
            }
            if (!values.isEmpty() && !(isSingle(typeId) && values.get(0).isEmpty())) {
                parts.add(values.stream()
                        .map(value -> TYPE_NAMES.get(typeId) + "=" + escaped(value))
                        .collect(Collectors.joining("+")));
            }
        }
        return parts;
    }

    /** Whether only the last value of this type counts: common name and serial number. */
    private static boolean isSingle(String typeId) {
        return typeId.equals("2.5.4.3") || typeId.equals("2.5.4.5");
    }

    private Stream<String> attributes(String typeId) {
        return relativeNames.stream()
                .flatMap(List::stream)
                .filter(attribute -> attribute.isOf(typeId))
                .flatMap(attribute -> attribute.text().stream());
    }

    private static Attribute attribute(Der pair) {
        List<Der> parts = pair.children();
        if (parts.size() != 2) {
            throw new IllegalArgumentException("subject attribute: got " + parts.size() + " parts, expected 2");
        }
        return new Attribute(parts.get(0).objectId(), parts.get(1), text(parts.get(1)));
    }

    private static Optional<String> text(Der value) {
        return switch (value.tag()) {
            case Der.UTF8_STRING, Der.PRINTABLE_STRING, Der.IA5_STRING, Der.T61_STRING, Der.NUMERIC_STRING ->
                Optional.of(new String(value.content(), StandardCharsets.UTF_8));
            case Der.BMP_STRING -> Optional.of(new String(value.content(), StandardCharsets.UTF_16BE));
            default -> Optional.empty();
        };
    }

    /** A text as text, anything else as the hex of its encoding. */
    private static String asPrinted(Attribute attribute) {
        return attribute
                .text()
                .map(CertificateSubject::escaped)
                .orElseGet(
                        () -> "#" + HexFormat.of().formatHex(attribute.value().encoded()));
    }

    private static String escaped(String value) {
        var out = new StringBuilder(value.length() + 8);
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            boolean isEdge = i == 0 || i == value.length() - 1;
            if (",+\"\\<>;".indexOf(c) >= 0 || (c == ' ' && isEdge) || (c == '#' && i == 0)) {
                out.append('\\');
            }
            out.append(c);
        }
        return out.toString();
    }
}
