package io.natter.server.config;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A stream of messages or a service that other accounts may import. Immutable. (B82)
 *
 * @param kind whether messages flow out, or requests in
 * @param subject subjects that are offered
 * @param accounts accounts that may import it; empty for all
 * @param accountTokenPosition token of the subject that must be the name of the importing account, from 1; 0 for
 *     none
 * @param responseType how many answers a request has
 * @param responseThreshold longest wait for an answer, or null for the default of two minutes
 * @param latency where the time of answers is reported, or null
 * @param allowTrace whether message traces may cross
 */
public record AccountExport(
        Kind kind,
        String subject,
        List<String> accounts,
        int accountTokenPosition,
        ResponseType responseType,
        @Nullable Duration responseThreshold,
        @Nullable ServiceLatency latency,
        boolean allowTrace) {
    /** Checks every value. */
    public AccountExport {
        accounts = Copy.of(accounts);
    }

    /** Which way the messages of an export or import flow. */
    public enum Kind {
        /** Messages flow to the importer. */
        STREAM,
        /** Requests flow to the exporter, answers back. */
        SERVICE
    }

    /** How many answers a request has. */
    public enum ResponseType {
        /** One. */
        SINGLETON,
        /** Any number. */
        STREAM,
        /** Any number, the last one empty. */
        CHUNKED
    }

    /** An export for every account, with all defaults. */
    public static AccountExport of(Kind kind, String subject) {
        return new AccountExport(kind, subject, List.of(), 0, ResponseType.SINGLETON, null, null, false);
    }

    /** A copy with another kind. */
    public AccountExport withKind(Kind kind) {
        return Copy.with(this, "kind", kind);
    }

    /** A copy with another subject. */
    public AccountExport withSubject(String subject) {
        return Copy.with(this, "subject", subject);
    }

    /** A copy with another accounts. */
    public AccountExport withAccounts(List<String> accounts) {
        return Copy.with(this, "accounts", accounts);
    }

    /** A copy with another accountTokenPosition. */
    public AccountExport withAccountTokenPosition(int accountTokenPosition) {
        return Copy.with(this, "accountTokenPosition", accountTokenPosition);
    }

    /** A copy with another responseType. */
    public AccountExport withResponseType(ResponseType responseType) {
        return Copy.with(this, "responseType", responseType);
    }

    /** A copy with another responseThreshold. */
    public AccountExport withResponseThreshold(@Nullable Duration responseThreshold) {
        return Copy.with(this, "responseThreshold", responseThreshold);
    }

    /** A copy with another latency. */
    public AccountExport withLatency(@Nullable ServiceLatency latency) {
        return Copy.with(this, "latency", latency);
    }

    /** A copy with another allowTrace. */
    public AccountExport withAllowTrace(boolean allowTrace) {
        return Copy.with(this, "allowTrace", allowTrace);
    }
}
