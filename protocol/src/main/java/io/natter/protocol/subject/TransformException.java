package io.natter.protocol.subject;

import io.natter.protocol.ProtocolException;

/** A subject transform that cannot be made; the message is nats-server's (C117). Immutable. */
public final class TransformException extends ProtocolException {
    private static final long serialVersionUID = 1;
    private static final String INVALID = "invalid mapping destination";

    private TransformException(String message) {
        super(message);
    }

    static TransformException badSubject() {
        return new TransformException("invalid subject");
    }

    static TransformException invalidTransform(String token) {
        return of("invalid transform", token);
    }

    static TransformException notAllWildcards(String destination) {
        return of("not using all of the token wildcard(s)", destination);
    }

    static TransformException unknownFunction(String token) {
        return of("unknown function", token);
    }

    static TransformException indexOutOfRange(String token) {
        return of("wildcard index out of range", token);
    }

    static TransformException notEnoughArguments(String token) {
        return of("not enough arguments passed to the function", token);
    }

    static TransformException invalidArgument(String token) {
        return of("function argument is invalid or in the wrong format", token);
    }

    static TransformException tooManyArguments(String token) {
        return of("too many arguments passed to the function", token);
    }

    static TransformException notForImports(String token) {
        return of("the only mapping function allowed for import transforms is {{Wildcard()}}", token);
    }

    private static TransformException of(String reason, String token) {
        return new TransformException(INVALID + ": " + reason + (token.isEmpty() ? "" : " in " + token));
    }
}
