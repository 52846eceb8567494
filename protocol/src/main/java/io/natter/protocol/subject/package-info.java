/** Subjects, filters, the trie that finds filters for a subject, and subject transforms. */
@NullMarked
package io.natter.protocol.subject;

import org.jspecify.annotations.NullMarked;
