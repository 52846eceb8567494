package io.natter.server.config.read;

import io.natter.protocol.subject.Subjects;
import io.natter.server.config.MappingConfig;
import io.natter.server.config.MappingConfig.Destination;
import io.natter.server.config.language.ConfigValue.Array;
import io.natter.server.config.language.ConfigValue.Block;
import io.natter.server.config.language.ConfigValue.Text;
import io.natter.server.config.language.ConfigValue.Whole;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Mappings of subjects, for all users without an account and in accounts. (B45, B86) Thread-safe. */
final class MappingKeys {
    private static final int WEIGHT_MISSING = -1;

    /** A destination while its keys are read. */
    private static final class Draft {
        private String subject = "";
        private int weight = WEIGHT_MISSING;
        private @Nullable String cluster;
    }

    private static final Keys<Draft> DESTINATION = new Keys<Draft>()
            .action(
                    (draft, given) -> {
                        draft.subject = given.text();
                        return draft;
                    },
                    "destination",
                    "dest")
            .action(
                    (draft, given) -> {
                        draft.weight = 0; // given, even if it is wrong
                        draft.weight = weight(given);
                        return draft;
                    },
                    "weight")
            .action(
                    (draft, given) -> {
                        draft.cluster = given.textOrNull();
                        return draft;
                    },
                    "cluster")
            .unknown(key -> "Unknown field \"" + key + "\" for mapping destination");

    private MappingKeys() {}

    /** The tables of this file, for the test that walks all keys. */
    static List<Keys<?>> tables() {
        return List.of(DESTINATION);
    }

    /** All mappings of a block. One that is wrong is reported and left out. */
    static List<MappingConfig> read(Given given) {
        List<MappingConfig> mappings = new ArrayList<>();
        for (Given entry : given.entries()) {
            try {
                mappings.add(mapping(entry, given));
            } catch (ConfigFault fault) {
                given.reading().error(fault.at(), String.valueOf(fault.getMessage()));
            }
        }
        return mappings;
    }

    private static MappingConfig mapping(Given entry, Given block) {
        String source = entry.key();
        if (!Subjects.isValidFilter(source)) {
            throw block.fault("Subject \"" + source + "\" is not a valid subject");
        }
        List<Destination> destinations = new ArrayList<>();
        if (entry.value() instanceof Text) {
            destinations.add(new Destination(entry.text(), 100, null));
        } else if (entry.value() instanceof Array) {
            for (Given item : entry.items()) {
                destinations.add(destination(item));
            }
        } else {
            destinations.add(destination(entry));
        }
        MappingConfig mapping = new MappingConfig(source, destinations);
        String problem = MappingRules.problem(mapping);
        if (problem != null) {
            String to = entry.value() instanceof Text ? " to \"" + entry.text() + "\"" : "";
            throw entry.fault("Error adding mapping for \"" + source + "\"" + to + " : " + problem);
        }
        return mapping;
    }

    private static Destination destination(Given given) {
        if (!(given.value() instanceof Block)) {
            throw given.fault("Expected an entry for the mapping destination");
        }
        Draft draft = DESTINATION.read(new Draft(), given);
        if (draft.weight == WEIGHT_MISSING) {
            throw given.fault("Missing weight for mapping destination \"" + draft.subject + "\"");
        }
        return new Destination(draft.subject, draft.weight, draft.cluster);
    }

    private static int weight(Given given) {
        long weight;
        if (given.value() instanceof Whole whole) {
            weight = whole.value();
        } else if (given.value() instanceof Text) {
            weight = percentage(given, "Invalid weight \"" + given.text() + "\" for mapping destination");
        } else {
            throw given.fault(
                    "Unknown entry type for weight of " + given.value().kind());
        }
        if (weight < 0 || weight > 100) {
            throw given.fault("Invalid weight " + weight + " for mapping destination");
        }
        return (int) weight;
    }

    /** A whole number, perhaps with a percent sign behind it. */
    static int percentage(Given given, String otherwise) {
        String text = given.text();
        try {
            return Integer.parseInt(text.endsWith("%") ? text.substring(0, text.length() - 1) : text);
        } catch (NumberFormatException e) {
            throw given.fault(otherwise);
        }
    }
}
