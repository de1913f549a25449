using Validation.Simulators.Cloud.Jobs;
using Validation.Simulators.Libvirt.Protocol;

namespace Validation.Simulators.Libvirt.Stats;

/// <summary>A job as typed parameters (qemu_domainjob.c, qemuMigrationJobDataToParams).</summary>
internal static class JobStats
{
    public static void Write(ref ParameterWriter all, JobReport report)
    {
        all.Int("operation"u8, (int)report.Operation);
        all.ULLong("time_elapsed"u8, report.TimeElapsed);
        if (report.Type == JobType.Bounded)
            all.ULLong("time_remaining"u8, report.TimeRemaining);
        all.ULLong("downtime"u8, report.Downtime);
        all.ULLong("setup_time"u8, report.SetupTime);
        all.ULLong("data_total"u8, report.Data.Total);
        all.ULLong("data_processed"u8, report.Data.Processed);
        all.ULLong("data_remaining"u8, report.Data.Remaining);
        all.ULLong("memory_total"u8, report.Memory.Total);
        all.ULLong("memory_processed"u8, report.Memory.Processed);
        all.ULLong("memory_remaining"u8, report.Memory.Remaining);
        if (report.MemoryBps > 0)
            all.ULLong("memory_bps"u8, report.MemoryBps);
        all.ULLong("memory_constant"u8, 0);
        all.ULLong("memory_normal"u8, report.NormalPages);
        all.ULLong("memory_normal_bytes"u8, report.NormalBytes);
        all.ULLong("memory_dirty_rate"u8, report.DirtyRate);
        all.ULLong("memory_iteration"u8, report.Iteration);
        all.ULLong("memory_page_size"u8, JobReport.PageSize);
        all.ULLong("disk_total"u8, report.Disk.Total);
        all.ULLong("disk_processed"u8, report.Disk.Processed);
        all.ULLong("disk_remaining"u8, report.Disk.Remaining);
        if (report.DiskBps > 0)
            all.ULLong("disk_bps"u8, report.DiskBps);
    }
}
