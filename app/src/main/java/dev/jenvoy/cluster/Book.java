package dev.jenvoy.cluster;

/** Something that every server keeps in memory and any server may change. */
public enum Book {
    ENDPOINTS,
    CHAT_ROUTES,
    SIGN_OUTS;
}
