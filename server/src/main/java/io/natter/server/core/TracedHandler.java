package io.natter.server.core;

/** An {@link InternalHandler} that tells {@link ReceivedMessage#trace} what becomes of each message that has one. */
@FunctionalInterface
public interface TracedHandler extends InternalHandler {}
