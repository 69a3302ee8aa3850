package dev.jenvoy.chat.door;

import dev.jenvoy.delivery.Facts;
import dev.jenvoy.delivery.payload.Payload;
import dev.jenvoy.sender.BodyVerifier;
import dev.jenvoy.sender.Sender;
import dev.jenvoy.sender.json.JsonFacts;
import dev.jenvoy.sender.json.JsonScan;
import dev.jenvoy.sender.request.Check;
import dev.jenvoy.sender.request.InvalidPayload;
import dev.jenvoy.sender.request.RequestHead;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/**
 * Verifies one request: reads the repository out of the body as it is claimed, then verifies the body with the token of that
 * repository, then reads it again.
 */
final class RouteVerifier implements BodyVerifier {

    private static final int BUFFER_BYTES = 16 << 10;

    private final RouteSender sender;
    private final RequestHead head;

    RouteVerifier(RouteSender sender, RequestHead head) {
        this.sender = sender;
        this.head = head;
    }

    /** Which key signs is known only when the body is whole. */
    @Override
    public void update(byte[] bytes, int offset, int length) {
        // The body is hashed when it is read.
    }

    @Override
    public Reading read(Payload body) throws IOException {
        boolean isHandedOn = false;
        try {
            Optional<String> token;
            try {
                token = token(body);
            } catch (JsonScan.NotJson e) {
                return new Reading.Refused(e.refusal());
            } catch (JsonFacts.WrongType e) {
                return new Reading.Refused(Check.FACTS.reject(String.valueOf(e.getMessage())));
            } catch (InvalidPayload e) {
                return new Reading.Refused(e.refusal());
            }
            if (token.isEmpty()) {
                return new Reading.Refused(RouteSender.unknown());
            }
            Sender.Admission admission = sender.admit(head, List.of(token.get()));
            if (admission instanceof Sender.Admission.Refused refused) {
                return new Reading.Refused(refused.refusal());
            }
            BodyVerifier reception = ((Sender.Admission.Admitted) admission).reception();
            hash(body, reception);
            isHandedOn = true;
            return reception.read(body);
        } finally {
            if (!isHandedOn) {
                body.discard();
            }
        }
    }

    /** Returns the token of the repository that the body claims to be about. */
    private Optional<String> token(Payload body)
            throws IOException, JsonScan.NotJson, JsonFacts.WrongType, InvalidPayload {
        JsonFacts json = JsonScan.readUnproven(body, sender.protocol().paths());
        List<Facts> facts = sender.protocol().read(head.headers(), json);
        Facts first = facts.get(0);
        return first.owner() == null || first.repository() == null
                ? Optional.empty()
                : sender.token(first.owner() + "/" + first.repository());
    }

    private static void hash(Payload body, BodyVerifier reception) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        try (InputStream in = body.open()) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                reception.update(buffer, 0, read);
            }
        }
    }
}
