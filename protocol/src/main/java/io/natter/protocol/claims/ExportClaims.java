package io.natter.protocol.claims;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an account lets others use. Immutable.
 *
 * @param name for people
 * @param subject what is exported
 * @param kind stream or service
 * @param needsToken whether an importer must show an activation
 * @param revocations activations taken back: by importer, the latest time of issue they hold for
 * @param responseType Singleton, Stream or Chunked; empty for Singleton
 * @param responseThresholdNanos how long answers may take, or 0
 * @param latency measuring of a service, or null
 * @param accountTokenPosition which token must be the importer's account, from 1; 0 for none
 * @param isAdvertised whether it may be shown to others
 * @param allowsTrace whether traces go through
 * @param description for people
 * @param infoUrl for people
 */
public record ExportClaims(
        String name,
        String subject,
        ShareKind kind,
        boolean needsToken,
        Map<String, Long> revocations,
        String responseType,
        long responseThresholdNanos,
        @Nullable Latency latency,
        int accountTokenPosition,
        boolean isAdvertised,
        boolean allowsTrace,
        String description,
        String infoUrl) {

    /** Copies the revocations. */
    public ExportClaims {
        revocations = Map.copyOf(revocations);
    }

    /** A public export without ado. */
    public static ExportClaims of(String subject, ShareKind kind) {
        return new ExportClaims(subject, subject, kind, false, Map.of(), "", 0, null, 0, false, false, "", "");
    }

    /**
     * Measuring of a service. Immutable.
     *
     * @param samplingPercent 1 to 100, or 0 for requests whose headers ask for it
     * @param results where the figures go
     */
    public record Latency(int samplingPercent, String results) {
        static Latency read(ClaimsReader in) {
            boolean isByHeaders = in.any("sampling") instanceof String text && text.equalsIgnoreCase("headers");
            return new Latency(isByHeaders ? 0 : in.integer("sampling", 0, 100), in.string("results"));
        }

        void write(ClaimsWriter out) {
            out.always("sampling", samplingPercent == 0 ? "headers" : (Object) samplingPercent)
                    .always("results", results);
        }
    }

    static ExportClaims read(ClaimsReader in) {
        return new ExportClaims(
                in.string("name"),
                in.string("subject"),
                ShareKind.read(in, "type"),
                in.bool("token_req"),
                in.map("revocations", ClaimsReader::integer),
                in.string("response_type"),
                in.integer("response_threshold"),
                in.has("service_latency") ? Latency.read(in.object("service_latency")) : null,
                in.integer("account_token_position", 0, Integer.MAX_VALUE),
                in.bool("advertise"),
                in.bool("allow_trace"),
                in.string("description"),
                in.string("info_url"));
    }

    void write(ClaimsWriter out) {
        out.put("name", name)
                .put("subject", subject)
                .put("type", kind.toString())
                .put("token_req", needsToken)
                .put("revocations", revocations)
                .put("response_type", responseType)
                .put("response_threshold", responseThresholdNanos)
                .object("service_latency", latency, Latency::write)
                .put("account_token_position", accountTokenPosition)
                .put("advertise", isAdvertised)
                .put("allow_trace", allowsTrace)
                .put("description", description)
                .put("info_url", infoUrl);
    }
}
