/** Services: endpoints that answer requests and can be found, asked what they are, and watched (ADR-32). */
@NullMarked
package io.natter.client.service;

import org.jspecify.annotations.NullMarked;
