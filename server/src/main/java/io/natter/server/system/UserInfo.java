package io.natter.server.system;

import io.natter.protocol.json.JsonForm;
import io.natter.protocol.json.ObjectWriter;
import io.natter.server.auth.Identity;
import io.natter.server.config.PermissionsConfig;
import io.natter.server.config.ResponsePermission;
import io.natter.server.config.SubjectPermission;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Tells a user who it is, and what it may do (F5). Pure. */
final class UserInfo {
    private static final JsonForm<SubjectPermission> SUBJECTS = JsonForm.writing((subjects, out) -> {
        if (subjects.allow() != null) {
            out.put("allow", subjects.allow());
        }
        out.put("deny", subjects.deny());
    });

    private static final JsonForm<ResponsePermission> RESPONSES = JsonForm.writing(
            (responses, out) -> out.always("max", responses.max()).always("ttl", responses.expires()));

    private static final JsonForm<PermissionsConfig> PERMISSIONS =
            JsonForm.writing((permissions, out) -> out.always("publish", orNothing(permissions.publish()), SUBJECTS)
                    .always("subscribe", orNothing(permissions.subscribe()), SUBJECTS)
                    .put("responses", permissions.allowResponses(), RESPONSES));

    private UserInfo() {}

    /** @param identity who it is; null for one that nobody has looked at */
    static byte[] json(String account, @Nullable Identity identity) {
        return JsonForm.<String>writing((name, out) -> write(name, identity, out))
                .write(account);
    }

    private static void write(String account, @Nullable Identity identity, ObjectWriter out) {
        String user = identity == null ? null : identity.user();
        out.always("user", Objects.requireNonNullElse(user, ""))
                .always("account", account)
                .put("account_name", account);
        if (identity == null) {
            return;
        }
        Identity.JwtDetails jwt = identity.details();
        if (jwt != null) {
            out.put("user_name", jwt.nameTag());
        }
        out.put("permissions", identity.permissions().source(), PERMISSIONS);
        if (identity.expiresAtUnixMillis() > 0) {
            long left = Math.max(0, identity.expiresAtUnixMillis() - System.currentTimeMillis());
            out.put("expires", Duration.ofMillis(left));
        }
    }

    private static SubjectPermission orNothing(@Nullable SubjectPermission permission) {
        return permission == null ? SubjectPermission.defaults() : permission;
    }
}
