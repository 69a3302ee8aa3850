package dev.jenvoy.web.admin.http;

import com.google.gson.JsonArray;

/** Says what deliveries did to tickets. */
@FunctionalInterface
public interface DeliveryMoves {

    /** Returns the moves that a delivery asked for, in their order; empty without any. Blocks on the disk. */
    JsonArray of(long entry);
}
