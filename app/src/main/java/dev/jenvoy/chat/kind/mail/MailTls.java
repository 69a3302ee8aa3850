package dev.jenvoy.chat.kind.mail;

/** How a connection to a mail server is encrypted. */
enum MailTls {
    /** It begins in plain text and must be encrypted before the log-in. */
    STARTTLS,
    /** It is encrypted from its beginning. */
    IMPLICIT,
    /** It is not encrypted: the server is on this machine. */
    OFF
}
