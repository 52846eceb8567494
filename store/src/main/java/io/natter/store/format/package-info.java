/** Bytes on disk: segment headers, records, footers. Little-endian, CRC32C over all. Drawn in docs/formats/store.md. */
@NullMarked
package io.natter.store.format;

import org.jspecify.annotations.NullMarked;
