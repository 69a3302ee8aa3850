package dev.jenvoy.app;

import dev.jenvoy.app.cluster.SharedPlace;
import dev.jenvoy.app.feature.ChatGate;
import dev.jenvoy.app.feature.ForgeGate;
import dev.jenvoy.app.feature.TicketGate;
import dev.jenvoy.app.listen.PublicDoors;
import dev.jenvoy.dispatch.Dispatcher;
import dev.jenvoy.dispatch.bulk.Bulks;
import dev.jenvoy.hook.head.HookHeads;
import dev.jenvoy.hook.resident.ResidentHooks;
import dev.jenvoy.hook.run.HookPayloadFiles;
import dev.jenvoy.rejection.RejectionTally;
import dev.jenvoy.web.PublicListener;
import dev.jenvoy.web.admin.AdminListener;
import dev.jenvoy.web.health.Liveness;

/** The parts of a server that its start and its stop need. */
record ServerParts(
        SharedPlace place,
        Dispatcher dispatcher,
        Bulks bulks,
        PublicListener listener,
        PublicDoors doors,
        AdminListener admin,
        AdminStart adminStart,
        HookPayloadFiles payloads,
        ResidentHooks residents,
        HookHeads heads,
        ChatGate chat,
        TicketGate tickets,
        ForgeGate forges,
        RejectionTally rejections,
        Liveness liveness) {}
