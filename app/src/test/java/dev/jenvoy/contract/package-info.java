/**
 * The contract as a sender and an operator see it: a real server in this process, spoken to through a real socket. Uses
 * nothing of the server but its start and its stop.
 */
package dev.jenvoy.contract;
