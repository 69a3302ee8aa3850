package dev.jenvoy.cli.hooks;

import java.util.Locale;

/** A first script in one language: it runs as it is and prints what it was given. */
enum HookTemplate {
    SH("""
            #!/bin/sh
            # %s
            # jenvoy: timeout = 10m
            # More lines like the one above say when and how this runs: docs/reference/hooks.md, "The head of a hook".

            set -eu
            payload=$1 # the file with the payload, as it was sent; standard input has it too
            event=$2

            echo "$event of ${JENVOY_OWNER-}/${JENVOY_REPO-} ${JENVOY_BRANCH-${JENVOY_TAG-}} by ${JENVOY_SENDER-}"
            echo "the payload has $(wc -c <"$payload") bytes"
            """),
    BASH("""
            #!/usr/bin/env bash
            # %s
            # jenvoy: timeout = 10m
            # More lines like the one above say when and how this runs: docs/reference/hooks.md, "The head of a hook".

            set -euo pipefail
            payload=$1 # the file with the payload, as it was sent; standard input has it too
            event=$2

            echo "$event of ${JENVOY_OWNER-}/${JENVOY_REPO-} ${JENVOY_BRANCH-${JENVOY_TAG-}} by ${JENVOY_SENDER-}"
            echo "the payload has $(wc -c <"$payload") bytes"
            """),
    PYTHON("""
            #!/usr/bin/env python3
            # %s
            # jenvoy: timeout = 10m
            # More lines like the one above say when and how this runs: docs/reference/hooks.md, "The head of a hook".

            import json
            import os
            import sys

            payload_file, event = sys.argv[1:3]  # standard input has the payload too
            with open(payload_file, encoding="utf-8") as file:
                payload = json.load(file)

            variable = os.environ.get
            place = variable("JENVOY_BRANCH") or variable("JENVOY_TAG") or ""
            print(f"{event} of {variable('JENVOY_OWNER', '')}/{variable('JENVOY_REPO', '')} {place} by {variable('JENVOY_SENDER', '')}")
            print("the payload has", ", ".join(sorted(payload)))
            """),
    NODE("""
            #!/usr/bin/env node
            // %s
            // jenvoy: timeout = 10m
            // More lines like the one above say when and how this runs: docs/reference/hooks.md, "The head of a hook".

            'use strict';
            const fs = require('fs');

            const [payloadFile, event] = process.argv.slice(2); // standard input has the payload too
            const payload = JSON.parse(fs.readFileSync(payloadFile, 'utf8'));

            const { JENVOY_OWNER = '', JENVOY_REPO = '', JENVOY_BRANCH, JENVOY_TAG = '', JENVOY_SENDER = '' } = process.env;
            console.log(`${event} of ${JENVOY_OWNER}/${JENVOY_REPO} ${JENVOY_BRANCH ?? JENVOY_TAG} by ${JENVOY_SENDER}`);
            console.log('the payload has', Object.keys(payload).sort().join(', '));
            """);

    private final String text;

    HookTemplate(String text) {
        this.text = text;
    }

    /**
     * Returns the script.
     *
     * @param about its first comment, one line
     */
    String script(String about) {
        return text.replace("%s", about);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
