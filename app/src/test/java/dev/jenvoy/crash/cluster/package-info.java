/**
 * Several servers on one database on bad days: what senders and hooks witnessed, the checks that it must pass, and the run that
 * makes the days bad.
 */
package dev.jenvoy.crash.cluster;
