package io.natter.cli.server;

import io.natter.cli.command.Prompt;
import io.natter.cli.command.Session;
import io.natter.cli.command.UsageException;
import java.security.SecureRandom;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.mindrot.jbcrypt.BCrypt;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code natter server passwd}: a password as a server's configuration may hold it. <i>Confined to one thread.</i> */
@Command(name = "passwd", description = "Creates encrypted passwords for use in NATS Server")
final class HashPassword implements Callable<Integer> {
    private static final int LENGTH_LEAST = 10;
    private static final int LENGTH_MADE = 22;
    private static final int COST_LEAST = 4;
    private static final int COST_MAX = 31;
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_@#$%^&*";

    @Option(
            names = {"-p", "--pass"},
            paramLabel = "PASSWORD",
            description = "The password to encrypt (PASSWORD)")
    private @Nullable String password;

    @Option(
            names = {"-c", "--cost"},
            defaultValue = "11",
            description = "The cost to use in the bcrypt argument")
    private int cost;

    @Option(
            names = {"-g", "--generate"},
            description = "Generates a secure passphrase and encrypt it")
    private boolean isMade;

    private final Session session;

    HashPassword(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        if (cost < COST_LEAST || cost > COST_MAX) {
            throw new UsageException("bcrypt cost should be between " + COST_LEAST + " and " + COST_MAX);
        }
        String said = password == null ? session.around().variable("PASSWORD") : password;
        String plain = !said.isEmpty() ? said : isMade ? made() : asked();
        if (plain.length() < LENGTH_LEAST) {
            throw new UsageException("password should be at least " + LENGTH_LEAST + " characters long");
        }
        String hash = BCrypt.hashpw(plain, BCrypt.gensalt(cost, new SecureRandom()));
        boolean isShown = isMade && said.isEmpty();
        session.around()
                .print(isShown ? "Generated password: " + plain + "\n       bcrypt hash: " + hash + "\n" : hash + "\n");
        return 0;
    }

    private static String made() {
        return new SecureRandom()
                .ints(LENGTH_MADE, 0, LETTERS.length())
                .collect(StringBuilder::new, (text, at) -> text.append(LETTERS.charAt(at)), StringBuilder::append)
                .toString();
    }

    private String asked() {
        Prompt prompt = new Prompt(session.around());
        String first = prompt.secret("Enter password", "--pass, --generate or the variable PASSWORD");
        String second = prompt.secret("Re-enter password", "--pass");
        if (!first.equals(second)) {
            throw new UsageException("entered and re-entered passwords do not match");
        }
        return first;
    }
}
