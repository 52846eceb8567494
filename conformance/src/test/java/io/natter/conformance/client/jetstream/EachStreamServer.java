package io.natter.conformance.client.jetstream;

import io.natter.conformance.ServerProgram;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A test of streams and consumers, which hold for both servers, and takes the {@link ServerProgram} as its argument. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedTest(name = "{0}")
@EnumSource(ServerProgram.class)
@interface EachStreamServer {}
