/**
 * Tests the contract from the view of a sender and an operator: a real server in this process, used through real
 * sockets. Uses nothing of the server except its start and its stop.
 */
package dev.jenvoy.contract;
