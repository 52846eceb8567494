package io.natter.client.group;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Who is in a group, and has which partitions.
 *
 * <p>Immutable. Either members, among whom the partitions are spread evenly, or mappings, which name the partitions of each.
 *
 * @param members names, in any order; those beyond the number of partitions, sorted, have none
 * @param mappings the partitions of each member; each partition once
 */
public record Membership(List<String> members, List<MemberMapping> mappings) {
    /** Nobody yet. */
    public static final Membership NONE = new Membership(List.of(), List.of());

    /** Copies the lists; refuses both at once, and a member or a partition that is mapped twice. */
    public Membership {
        members = List.copyOf(members);
        mappings = List.copyOf(mappings);
        if (!members.isEmpty() && !mappings.isEmpty()) {
            throw new IllegalArgumentException("membership: got members and mappings, expected one of them");
        }
        Set<Object> seen = new HashSet<>();
        for (MemberMapping mapping : mappings) {
            requireNew(seen, "member", mapping.member());
            mapping.partitions().forEach(partition -> requireNew(seen, "partition", partition));
        }
    }

    private static void requireNew(Set<Object> seen, String what, Object value) {
        if (!seen.add(value)) {
            throw new IllegalArgumentException("mappings: got " + what + " " + value + " twice, expected it once");
        }
    }

    /** Members who share the partitions evenly. */
    public static Membership of(String... members) {
        return new Membership(List.of(members), List.of());
    }

    /** Members with partitions of their own. */
    public static Membership of(MemberMapping... mappings) {
        return new Membership(List.of(), List.of(mappings));
    }

    /** Names of all in it. */
    public List<String> names() {
        return mappings.isEmpty()
                ? members.stream().distinct().sorted().toList()
                : mappings.stream().map(MemberMapping::member).toList();
    }

    /** Refuses mappings that are not of all partitions. */
    void requireFor(int partitions) {
        List<Integer> mapped = mappings.stream()
                .flatMap(mapping -> mapping.partitions().stream())
                .sorted()
                .toList();
        if (!mappings.isEmpty()
                && !mapped.equals(IntStream.range(0, partitions).boxed().toList())) {
            throw new IllegalArgumentException(
                    "mappings: got partitions " + mapped + ", expected 0 to " + (partitions - 1) + ", each once");
        }
    }

    /**
     * The partitions of a member, of so many in all.
     *
     * <p>In runs of equal length by sorted name, so that few partitions move when somebody comes or goes; what is left over goes to the first ones, one each.
     */
    List<Integer> partitionsOf(String member, int partitions) {
        if (!mappings.isEmpty()) {
            return mappings.stream()
                    .filter(mapping -> mapping.member().equals(member))
                    .flatMap(mapping -> mapping.partitions().stream())
                    .toList();
        }
        List<String> sharing = names().stream().limit(partitions).toList();
        int own = sharing.indexOf(member);
        if (own < 0) {
            return List.of();
        }
        int run = partitions / sharing.size();
        int inRuns = run * sharing.size();
        return IntStream.range(0, partitions)
                .filter(partition -> (partition < inRuns ? partition / run : partition - inRuns) == own)
                .boxed()
                .toList();
    }

    /** The filters of a member's partitions; those it is mapped to are taken whole. */
    List<String> filtersOf(String member, int partitions, List<String> filters) {
        List<String> within = mappings.isEmpty() ? filters : List.of(">");
        List<Integer> own = partitionsOf(member, partitions);
        return within.stream()
                .flatMap(filter -> own.stream().map(partition -> partition + "." + filter))
                .toList();
    }
}
