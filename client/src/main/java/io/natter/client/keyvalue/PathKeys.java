package io.natter.client.keyvalue;

/** Paths as keys (ADR-54). Immutable. */
final class PathKeys implements KeyCodec {
    private static final String ROOT = "_root_";

    private final String separator;

    PathKeys(String separator) {
        if (separator.isEmpty()) {
            throw new IllegalArgumentException("separator: got none, expected one such as /");
        }
        this.separator = separator;
    }

    @Override
    public String encode(String key) {
        String path = key.endsWith(separator) ? key.substring(0, key.length() - separator.length()) : key;
        if (path.startsWith(separator)) {
            String rest = path.substring(separator.length());
            path = rest.isEmpty() ? ROOT : ROOT + separator + rest;
        } else if (path.isEmpty() && !key.isEmpty()) {
            return ROOT;
        }
        return path.replace(separator, ".");
    }

    @Override
    public String decode(String encoded) {
        if (encoded.equals(ROOT)) {
            return separator;
        }
        String path = encoded.replace(".", separator);
        return path.startsWith(ROOT + separator) ? path.substring(ROOT.length()) : path;
    }

    @Override
    public String encodeFilter(String filter) {
        return encode(filter);
    }
}
