package dev.jenvoy.chat.kind.slack;

import dev.jenvoy.chat.room.SendResult;
import dev.jenvoy.chat.room.http.ServiceAnswer;
import java.util.Set;

/** Knows what Slack's words for errors mean, which webhooks and the Web API have in common. */
final class SlackError {

    private static final Set<String> SHUT = Set.of(
            "access_denied",
            "account_inactive",
            "action_prohibited",
            "channel_is_archived",
            "channel_not_found",
            "ekm_access_denied",
            "enterprise_is_restricted",
            "invalid_auth",
            "invalid_token",
            "is_archived",
            "missing_scope",
            "no_active_hooks",
            "no_permission",
            "no_service",
            "no_team",
            "not_allowed_token_type",
            "not_authed",
            "not_in_channel",
            "org_login_required",
            "posting_to_general_channel_denied",
            "team_access_not_granted",
            "team_not_found",
            "token_expired",
            "token_revoked",
            "two_factor_setup_required",
            "user_not_found");
    private static final Set<String> LIMIT = Set.of("ratelimited", "rate_limited", "message_limit_exceeded");
    private static final Set<String> TOO_LONG = Set.of("msg_too_long", "msg_blocks_too_long");
    private static final Set<String> ROOT_GONE = Set.of("thread_not_found", "cannot_reply_to_message");
    private static final Set<String> LATER =
            Set.of("request_timeout", "rollup_error", "service_unavailable", "team_added_to_org");

    /** Slack says of these that a part may have happened. */
    private static final Set<String> HALF_DONE = Set.of("fatal_error", "internal_error");

    private SlackError() {}

    /** Returns what the word means; an unknown word refuses this message, unless the status says otherwise. */
    static SendResult of(String error, ServiceAnswer answer) {
        if (LIMIT.contains(error) || answer.status() == 429) {
            return answer.limited(false, error);
        }
        if (TOO_LONG.contains(error)) {
            return answer.tooLong(error);
        }
        if (SHUT.contains(error) || error.startsWith("restricted_action")) {
            return answer.shut(error);
        }
        if (ROOT_GONE.contains(error)) {
            return new SendResult.RootGone(answer.said(error));
        }
        if (HALF_DONE.contains(error)) {
            return answer.inDoubt(error);
        }
        if (LATER.contains(error)) {
            return answer.failed(error);
        }
        return answer.isOk() ? answer.refused(error) : answer.usual(error);
    }
}
