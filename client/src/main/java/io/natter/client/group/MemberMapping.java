package io.natter.client.group;

import io.natter.protocol.json.JsonForm;
import io.natter.protocol.json.ObjectReader;
import io.natter.protocol.json.ObjectWriter;
import java.util.List;

/**
 * The partitions a member has, where somebody says so.
 *
 * <p>Immutable.
 *
 * @param member name of the member
 * @param partitions numbers of its partitions, from 0
 */
public record MemberMapping(String member, List<Integer> partitions) {
    static final JsonForm<MemberMapping> JSON = JsonForm.of(MemberMapping::read, MemberMapping::write);

    /** Copies the list. */
    public MemberMapping {
        partitions = List.copyOf(partitions);
    }

    private static MemberMapping read(ObjectReader in) {
        return new MemberMapping(in.string("member"), Numbers.narrow(in.unsigneds("partitions")));
    }

    private void write(ObjectWriter out) {
        out.always("member", member).alwaysUnsigned("partitions", Numbers.wide(partitions));
    }
}
