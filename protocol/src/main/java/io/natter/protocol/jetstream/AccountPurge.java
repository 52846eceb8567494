package io.natter.protocol.jetstream;

import io.natter.protocol.json.JsonForm;
import io.natter.protocol.json.ObjectReader;
import io.natter.protocol.json.ObjectWriter;
import io.natter.protocol.json.UnknownFields;

/**
 * The answer to the system account that wants all streams of an account deleted.
 *
 * <p>Immutable.
 *
 * @param initiated whether it was begun
 * @param unknown fields that were read without being known
 */
public record AccountPurge(boolean initiated, UnknownFields unknown) {
    /** How it stands in JSON. */
    public static final JsonForm<AccountPurge> JSON = JsonForm.of(AccountPurge::read, AccountPurge::write);

    /** All of it, and nothing unknown. */
    public AccountPurge(boolean initiated) {
        this(initiated, UnknownFields.NONE);
    }

    private static AccountPurge read(ObjectReader in) {
        return new AccountPurge(in.bool("initiated"), in.rest());
    }

    private void write(ObjectWriter out) {
        out.put("initiated", initiated).rest(unknown);
    }
}
