package io.natter.server.config.read;

import io.natter.server.config.AuthCalloutConfig;
import io.natter.server.config.ConfigCheck;
import io.natter.server.config.ConfigProblem;
import io.natter.server.config.ServerConfig;
import io.natter.server.config.language.ConfigDigest;
import io.natter.server.config.language.ConfigParser;
import io.natter.server.config.language.ConfigSyntaxException;
import io.natter.server.config.language.ConfigValue.Block;
import io.natter.server.config.language.Environment;
import io.natter.server.config.language.Position;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Reads a whole configuration: text, then values, then records, with all that is wrong. Thread-safe: pure functions. */
public final class ConfigReader {
    private ConfigReader() {}

    /** Reads a file and all it includes. Never throws for anything that is in them. */
    public static ConfigCheck read(Path file, Environment environment) {
        try {
            return read(file.toString(), ConfigParser.parse(file, environment));
        } catch (IOException e) {
            String text = "open " + file + ": " + ConfigParser.reason(e);
            return failed(new ConfigProblem("", 0, 0, text));
        } catch (ConfigSyntaxException e) {
            return failed(e);
        }
    }

    /** Reads a text. Never throws for anything that is in it. */
    public static ConfigCheck read(String name, String text, Environment environment) {
        try {
            return read(name, ConfigParser.parse(text, name, environment));
        } catch (ConfigSyntaxException e) {
            return failed(e);
        }
    }

    private static ConfigCheck failed(ConfigSyntaxException e) {
        Position at = e.at();
        return failed(new ConfigProblem(at.file(), at.line(), at.column(), String.valueOf(e.getMessage())));
    }

    private static ConfigCheck failed(ConfigProblem problem) {
        return new ConfigCheck(ServerConfig.defaults(), List.of(problem), List.of(), "");
    }

    private static ConfigCheck read(String name, Block block) {
        Reading reading = new Reading();
        if (block.nodes().isEmpty()) {
            reading.warning(null, name + ": config has no values or is empty");
        }
        Given whole = new Given("", block, new Position(name, 1, 0), reading);
        ServerConfig config = ServerKeys.SERVER.read(ServerConfig.defaults(), whole);
        checkAllowedAccounts(config, reading);
        AccountRules.check(config, reading, block);
        String digest = ConfigDigest.of(block);
        return new ConfigCheck(config.withDigest(digest), reading.errors(), reading.warnings(), digest);
    }

    private static void checkAllowedAccounts(ServerConfig config, Reading reading) {
        AuthCalloutConfig callout = config.authorization().authCallout();
        if (callout == null) {
            return;
        }
        for (String name : callout.allowedAccounts()) {
            if (config.accounts().stream().noneMatch(account -> account.name().equals(name))) {
                reading.error(null, "auth_callout allowed account \"" + name + "\" not found in configured accounts");
            }
        }
    }
}
