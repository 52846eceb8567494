package io.natter.conformance.client.jetstream;

import io.natter.conformance.ServerProgram;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A test of buckets, which takes the {@link ServerProgram} as its argument.
 *
 * <p>The one place that says which servers those hold for: without {@code names} it is both, as in {@link EachStreamServer}.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedTest(name = "{0}")
@EnumSource(value = ServerProgram.class, names = "NATS_SERVER")
@interface EachJetStreamServer {}
