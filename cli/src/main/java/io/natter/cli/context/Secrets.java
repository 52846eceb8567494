package io.natter.cli.context;

import io.natter.cli.IoText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds what a context names: files, and secrets kept elsewhere.
 *
 * <pre>
 *   path, file://path       a file; ~ is the home directory, $NAME the environment
 *   env://NAME              the environment
 *   data:;base64,TEXT       the text itself
 *   op://..., nsc://...     refused: other programs would have to be run
 * </pre>
 *
 * <p><i>Immutable.</i> No message here holds a secret.
 */
public final class Secrets {
    private static final String EMBEDDED = "data:;base64,";

    private final Map<String, String> environment;
    private final Path home;

    /** For a user of this environment and home directory. */
    public Secrets(Map<String, String> environment, Path home) {
        this.environment = environment;
        this.home = home;
    }

    /** The file that {@code name} stands for, or null where it stands for something else. */
    public @Nullable Path file(String name) {
        String path = name.startsWith("file://") ? name.substring("file://".length()) : name;
        if (path.contains("://") || path.startsWith(EMBEDDED)) {
            return null;
        }
        if (path.equals("~") || path.startsWith("~/")) {
            path = home + path.substring(1);
        }
        return Path.of(expanded(path));
    }

    /**
     * What {@code name} stands for, with a bare name taken for a file.
     *
     * @throws ContextException if it cannot be had
     */
    public byte[] contents(String name) {
        Path file = file(name);
        if (file == null) {
            return elsewhere(name);
        }
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new ContextException(IoText.of(e), e);
        }
    }

    /** What {@code name} stands for, with a bare name taken for the secret itself. */
    public String text(String name) {
        boolean isNamed = name.contains("://") || name.startsWith(EMBEDDED);
        return isNamed ? new String(contents(name), StandardCharsets.UTF_8).strip() : name;
    }

    private byte[] elsewhere(String name) {
        if (name.startsWith("env://")) {
            String value = environment.get(name.substring("env://".length()));
            if (value == null) {
                throw new ContextException(name + ": not in the environment");
            }
            return value.getBytes(StandardCharsets.UTF_8);
        }
        if (name.startsWith(EMBEDDED)) {
            try {
                return Base64.getDecoder().decode(name.substring(EMBEDDED.length()));
            } catch (IllegalArgumentException e) {
                throw new ContextException("embedded data: got no base64", e);
            }
        }
        String scheme = name.substring(0, name.indexOf("://") + 3);
        throw new ContextException(
                scheme + ": got a secret that natter cannot fetch, expected a file, env:// or data:");
    }

    private String expanded(String path) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < path.length(); i++) {
            int end = i + 1;
            while (path.charAt(i) == '$' && end < path.length() && Character.isJavaIdentifierPart(path.charAt(end))) {
                end++;
            }
            if (end > i + 1) {
                text.append(environment.getOrDefault(path.substring(i + 1, end), ""));
                i = end - 1;
            } else {
                text.append(path.charAt(i));
            }
        }
        return text.toString();
    }
}
