package io.natter.conformance.client;

import io.natter.conformance.ServerProgram;
import java.util.Arrays;
import java.util.stream.Stream;

/** A server program and a way into it: one row of the matrix. Immutable. */
record Setting(ServerProgram program, Access access) {
    /** Every pair there is. */
    static Stream<Setting> all() {
        return Arrays.stream(ServerProgram.values())
                .flatMap(program -> Arrays.stream(Access.values())
                        .filter(access -> access.isOfferedBy(program))
                        .map(access -> new Setting(program, access)));
    }

    /** This program, open to anybody. */
    static Setting open(ServerProgram program) {
        return new Setting(program, Access.OPEN);
    }

    @Override
    public String toString() {
        return program + ", " + access;
    }
}
