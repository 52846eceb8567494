package io.natter.bench.run;

import java.io.IOException;

/** The machine is too busy with other things to measure on it. Nothing was measured. */
public final class NotQuietException extends IOException {
    private static final long serialVersionUID = 1;

    NotQuietException(String message) {
        super(message);
    }
}
