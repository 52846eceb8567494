package io.natter.server.config;

/**
 * Something a configuration asks for that the server does not do yet. Immutable.
 *
 * @param feature the block or key that asks for it
 * @param text what is told at start
 */
public record UnavailableFeature(String feature, String text) {}
