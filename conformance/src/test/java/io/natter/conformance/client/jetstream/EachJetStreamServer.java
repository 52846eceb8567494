package io.natter.conformance.client.jetstream;

import io.natter.conformance.ServerProgram;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A test that holds for every server with JetStream, and takes the {@link ServerProgram} as its argument.
 *
 * <p>The one place that says which those are: without {@code names} it is both.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedTest(name = "{0}")
@EnumSource(value = ServerProgram.class, names = "NATS_SERVER")
@interface EachJetStreamServer {}
