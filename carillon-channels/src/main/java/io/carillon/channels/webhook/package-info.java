/// The webhook channel: each delivery is one signed `POST`, as Standard Webhooks has it.
///
/// The question that this package answers with care is *did the request leave?* A failure before
/// the first byte is written is [io.carillon.engine.delivery.Outcome.Unavailable], for nothing can
/// have been taken; a failure after it is [io.carillon.engine.delivery.Outcome.Unknown], for
/// anything can. [LeasedRequestExecutor] is the one place where the one becomes the other: there
/// the connection is open, the right to send is asked for, and the next thing to happen is the
/// first byte.
///
/// Read [WebhookChannel] first, then [LeasedRequestExecutor], [Attempt] and [Verdict].
@NullMarked
package io.carillon.channels.webhook;

import org.jspecify.annotations.NullMarked;
