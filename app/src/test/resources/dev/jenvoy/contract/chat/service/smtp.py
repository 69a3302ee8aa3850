"""An SMTP server for tests: python3 smtp.py PORT FOLDER (plain|starttls|implicit) [CERT KEY]

Keeps each message in a file of FOLDER. Recipients say what it does: "later@" is answered 451, "never@" 550, "lost@" closes the
connection after the message was taken, "large@" is answered 552 and "spam@" 554 after the message. With a certificate, it asks
for user "bot" and password "rightpassword".
"""

import asyncio
import pathlib
import ssl
import sys

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult


class Handler:
    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.count = 0

    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):
        if address.startswith("later@"):
            return "451 4.7.1 try again later"
        if address.startswith("never@"):
            return "550 5.1.1 no such user"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        first = envelope.rcpt_tos[0]
        if first.startswith("large@"):
            return "552 5.3.4 message too large"
        if first.startswith("spam@"):
            return "554 5.7.1 this is spam"
        self.count += 1
        head = f"X-From: {envelope.mail_from}\nX-To: {','.join(envelope.rcpt_tos)}\n".encode()
        part = self.folder / f"{self.count:03d}.part"
        part.write_bytes(head + envelope.content.replace(b"\r\n", b"\n"))
        part.rename(self.folder / f"{self.count:03d}.eml")
        if first.startswith("lost@"):
            server.transport.abort()
        return "250 2.0.0 taken"


def authenticate(server, session, envelope, mechanism, data):
    good = data.login == b"bot" and data.password == b"rightpassword"
    return AuthResult(success=good, handled=False, message=None if good else "535 5.7.8 wrong user or password")


class Here(Controller):
    def __init__(self, handler, implicit=None, **more):
        super().__init__(handler, hostname="127.0.0.1", port=int(sys.argv[1]), ssl_context=implicit, **more)

    def _trigger_server(self):
        pass


mode = sys.argv[3]
more = {}
context = None
if mode != "plain":
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(sys.argv[4], sys.argv[5])
    more = {"authenticator": authenticate, "auth_required": True}
if mode == "starttls":
    more |= {"tls_context": context, "require_starttls": True}
if mode == "implicit":
    more |= {"implicit": context, "auth_require_tls": False}
Here(Handler(sys.argv[2]), **more).start()
asyncio.new_event_loop().run_forever()
