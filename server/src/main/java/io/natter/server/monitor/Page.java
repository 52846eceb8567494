package io.natter.server.monitor;

/**
 * One monitoring page.
 *
 * <p>Thread-safe: requests may be answered side by side.
 */
interface Page {
    /**
     * Renders the page from fresh snapshots.
     *
     * @throws PageRequest.BadOptionException when an option cannot be understood; it is answered with status 400
     */
    PageReply render(PageRequest request);
}
