package io.natter.client.group;

import io.natter.protocol.json.JsonForm;
import io.natter.protocol.json.ObjectReader;
import io.natter.protocol.json.ObjectWriter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Which subjects a group is about, and which part of them is the key.
 *
 * <p>Immutable. {@code orders.*.*} with the wildcard 1 keeps the order for each first word behind {@code orders}.
 *
 * @param filter subjects, with a {@code *}, or {@code >} at the end
 * @param wildcards numbers of those of its {@code *}, from 1, whose words together are the key; empty for the whole subject
 */
public record PartitioningFilter(String filter, List<Integer> wildcards) {
    static final JsonForm<PartitioningFilter> JSON = JsonForm.of(PartitioningFilter::read, PartitioningFilter::write);
    /** All subjects, each a key. */
    static final PartitioningFilter ALL = new PartitioningFilter(">", List.of());

    /** Copies the list and checks the numbers. */
    public PartitioningFilter {
        wildcards = List.copyOf(wildcards);
        long count =
                List.of(filter.split("\\.", -1)).stream().filter("*"::equals).count();
        if (count == 0 && !filter.equals(">") && !filter.endsWith(".>")) {
            throw new IllegalArgumentException(
                    "filter: got \"" + filter + "\", expected a * among its words, or > at its end");
        }
        boolean isInRange = wildcards.stream().allMatch(wildcard -> wildcard >= 1 && wildcard <= count);
        if (!isInRange || new HashSet<>(wildcards).size() != wildcards.size()) {
            throw new IllegalArgumentException("wildcards: got " + wildcards + ", expected numbers from 1 to " + count
                    + ", the * of \"" + filter + "\", each once");
        }
    }

    /** With the words of these wildcards as the key. */
    public static PartitioningFilter of(String filter, Integer... wildcards) {
        return new PartitioningFilter(filter, List.of(wildcards));
    }

    /** The subject with its partition in front, as a transform (D74). */
    String destination(int partitions) {
        List<String> words = new ArrayList<>();
        int wildcard = 0;
        for (String word : filter.split("\\.", -1)) {
            words.add(word.equals("*") ? "{{Wildcard(" + ++wildcard + ")}}" : word);
        }
        String key = wildcards.stream().map(number -> "," + number).collect(Collectors.joining());
        return "{{Partition(" + partitions + key + ")}}." + String.join(".", words);
    }

    private static PartitioningFilter read(ObjectReader in) {
        return new PartitioningFilter(in.string("filter"), Numbers.narrow(in.unsigneds("partitioning_wildcards")));
    }

    private void write(ObjectWriter out) {
        out.always("filter", filter).alwaysUnsigned("partitioning_wildcards", Numbers.wide(wildcards));
    }
}
