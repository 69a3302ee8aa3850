// The request of a delivery as a command line for a shell. The secret is not known here: a placeholder stands for it, and the
// shell makes the signature.

function quoted(text) {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** How senders prove a request: a line of the command, made of the variable SECRET and the file of the payload. */
const PROOFS = {
  github: (file) => `-H "X-Hub-Signature-256: sha256=$(openssl dgst -sha256 -hmac "$SECRET" -r ${file} | cut -d' ' -f1)"`,
  gitea: (file) => `-H "X-Gitea-Signature: $(openssl dgst -sha256 -hmac "$SECRET" -r ${file} | cut -d' ' -f1)"`,
  bitbucket: (file) => `-H "X-Hub-Signature: sha256=$(openssl dgst -sha256 -hmac "$SECRET" -r ${file} | cut -d' ' -f1)"`,
  gitlab: () => '-H "X-Gitlab-Token: $SECRET"',
};

/**
 * Returns the command.
 *
 * @param url the public address of the server
 * @param payload the address of the payload in the admin API
 */
export function curl(detail, url, payload) {
  const file = `delivery-${detail.entry}.json`;
  const proof = PROOFS[detail.source];
  const headers = Object.entries(detail.headers ?? {}).map(([key, value]) => `  -H ${quoted(`${key}: ${value}`)} \\`);
  return [
    `# The payload, unless you have it: curl -o ${file} ${quoted(payload)}`,
    proof ? "SECRET='the secret of the webhook'" : '# Add what proves the request: a signature, a token, a path.',
    `curl -i ${quoted(url)} \\`,
    ...headers,
    ...(proof ? [`  ${proof(file)} \\`] : []),
    `  --data-binary @${file}`,
    '',
  ].join('\n');
}
