package dev.jenvoy.endpoint.configured;

import dev.jenvoy.sender.request.HeaderFields;
import dev.jenvoy.sender.request.MediaType;

/** What the body of a request is to expressions. Hooks get its bytes in any case. */
enum BodyType {
    /** By the declared content type. */
    AUTO,
    /** One value of JSON, which {@code payload} is. */
    JSON,
    /** The fields of a form, which {@code payload} is. */
    FORM,
    /** The elements of a document, which {@code payload} is. */
    XML,
    /** The fields of a form in parts, which {@code payload} is. */
    MULTIPART,
    /** Text in UTF-8, without a {@code payload}. */
    TEXT,
    /** Anything, without a {@code payload}. */
    BYTES;

    /** Returns the type of a request's body. */
    BodyType of(HeaderFields headers) {
        return this == AUTO ? declared(MediaType.declared(headers).orElse("")) : this;
    }

    private static BodyType declared(String type) {
        if (type.equals("application/json") || type.endsWith("+json")) {
            return JSON;
        }
        if (type.equals("application/x-www-form-urlencoded")) {
            return FORM;
        }
        if (type.equals("application/xml") || type.equals("text/xml") || type.endsWith("+xml")) {
            return XML;
        }
        if (type.equals("multipart/form-data")) {
            return MULTIPART;
        }
        return type.startsWith("text/") ? TEXT : BYTES;
    }
}
