package dev.jenvoy.schedule;

import dev.jenvoy.hook.schedule.CronSchedule;

/**
 * A hook that runs by time.
 *
 * @param name its path below the hooks folder
 * @param catchesUp whether a time that was missed is made up for, once
 */
public record ScheduledHook(String name, CronSchedule schedule, boolean catchesUp) {}
