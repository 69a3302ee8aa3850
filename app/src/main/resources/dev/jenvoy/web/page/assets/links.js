// The addresses of a delivery's things at its sender, from what the payload says. `outward` makes links of those to the web
// alone.

/** How each sender names a commit, a branch and a tag below a repository's address. */
const FORMS = {
  github: { commit: 'commit', branch: 'tree', tag: 'tree' },
  gitea: { commit: 'commit', branch: 'src/branch', tag: 'src/tag' },
  gitlab: { commit: '-/commit', branch: '-/tree', tag: '-/tree' },
  bitbucket: { commit: 'commits', branch: 'branch', tag: 'src' },
};

function text(value) {
  return typeof value === 'string' && value !== '' ? value : null;
}

function path(name) {
  return name.split('/').map(encodeURIComponent).join('/');
}

/** Returns the form by the payload's own shape, because a sender may have any name in the configuration. */
function formOf(detail, payload) {
  if (FORMS[detail.source]) return FORMS[detail.source];
  if (text(payload.project?.web_url)) return FORMS.gitlab;
  return text(payload.repository?.links?.html?.href) ? FORMS.bitbucket : null;
}

/**
 * Returns the known addresses: repository, commit, branch, tag, number (of a pull request or an issue), release, run, changes.
 *
 * @param payload the parsed payload; anything but an object has none
 */
export function linksOf(detail, payload) {
  if (payload === null || typeof payload !== 'object') return {};
  const repository = text(payload.repository?.html_url) ?? text(payload.project?.web_url) ?? text(payload.repository?.links?.html?.href);
  const form = formOf(detail, payload);
  const below = (kind, name) => (repository && form && name ? `${repository}/${form[kind]}/${path(name)}` : null);
  return {
    repository,
    commit: text(payload.head_commit?.url) ?? below('commit', detail.sha),
    branch: below('branch', detail.branch),
    tag: below('tag', detail.tag),
    number: text(payload.pull_request?.html_url) ?? text(payload.issue?.html_url) ?? text(payload.pullrequest?.links?.html?.href) ?? text(payload.issue?.links?.html?.href)
      ?? (detail.number ? text(payload.object_attributes?.url) : null),
    release: text(payload.release?.html_url),
    run: text(payload.workflow_run?.html_url) ?? text(payload.check_run?.html_url),
    changes: text(payload.compare) ?? text(payload.compare_url) ?? text(payload.changes?.links?.html?.href),
  };
}
