using Validation.Simulators.Cloud.Domains;
using Validation.Simulators.Cloud.Load;

namespace Validation.Simulators.Cloud.Tests;

internal sealed class CounterTests
{
    [Test]
    public void Thirty_seconds_of_guest_time_give_exactly_thirty_times_the_rates()
    {
        var model = TestClouds.Of();
        var (before, was) = Read(model);
        model.Clock.Advance(TimeSpan.FromSeconds(30));
        var (domain, now) = Read(model);

        (domain.DiskAt(0, now).ReadRequests - before.DiskAt(0, was).ReadRequests).ShouldBe(30 * domain.Load.Disks[0].Reads.Steady);
        (domain.DiskAt(0, now).WriteBytes - before.DiskAt(0, was).WriteBytes).ShouldBe(30 * domain.Load.Disks[0].Writes.Steady * domain.Load.Disks[0].WriteSize);
        (domain.NicAt(1, now).TransmitPackets - before.NicAt(1, was).TransmitPackets).ShouldBe(30 * domain.Load.Nics[1].Transmits.Steady);
        (domain.VcpuAt(0, now).Time - before.VcpuAt(0, was).Time).ShouldBe(30 * domain.Load.Vcpus[0].Time.Steady);
        (domain.CpuAt(now).Time - before.CpuAt(was).Time).ShouldBe(
            30 * (domain.Load.Vcpus.Sum(v => v.Time.Steady) + domain.Load.EmulatorUser.Steady + domain.Load.EmulatorSystem.Steady));
    }

    [Test]
    public void The_same_seed_and_time_give_the_same_counters_and_another_seed_gives_others()
    {
        var (a, elapsed) = Read(TestClouds.Of(seed: 5));
        var (b, same) = Read(TestClouds.Of(seed: 5));
        var (c, other) = Read(TestClouds.Of(seed: 6));
        All(a, elapsed).ShouldBe(All(b, same));
        All(a, elapsed).ShouldNotBe(All(c, other));
    }

    [Test]
    public void Counters_of_every_profile_never_decrease_whatever_happens_but_a_new_start()
    {
        var profiles = Enum.GetValues<Profile>();
        var model = TestClouds.Of(3, 1, profiles.Length, profiles);
        var random = new Random(99);
        foreach (var server in model.State.Servers.Keys)
        {
            var last = Sample(model, server);
            for (var i = 0; i < 200; i++)
            {
                model.Clock.Advance(TimeSpan.FromTicks(random.Next(1, 200_000_000)));
                switch (random.Next(4))
                {
                    case 0: model.SetProfile(server, profiles[random.Next(profiles.Length)]); break;
                    case 1 when model.State.Server(server).VmState == Entities.VmState.Active: model.Pause(server); break;
                    case 2 when model.State.Server(server).VmState == Entities.VmState.Paused: model.Resume(server); break;
                    default: break;
                }

                var now = Sample(model, server);
                now.Zip(last).ShouldAllBe(pair => pair.First >= pair.Second);
                last = now;
            }
        }

        static long[] Sample(CloudModel model, Guid server)
        {
            var domain = model.State.DomainOf(server);
            return All(domain, domain.ElapsedAt(model.Clock.Now));
        }
    }

    [Test]
    public void A_paused_guest_counts_nothing_and_goes_on_from_there()
    {
        var model = TestClouds.Of();
        model.Pause(model.First());
        var (paused, then) = Read(model);
        var held = All(paused, then);
        model.Clock.Advance(TimeSpan.FromHours(1));
        var (still, later) = Read(model);
        All(still, later).ShouldBe(held);

        model.Resume(model.First());
        model.Clock.Advance(TimeSpan.FromSeconds(10));
        var (running, now) = Read(model);
        (running.DiskAt(0, now).ReadRequests - still.DiskAt(0, later).ReadRequests).ShouldBe(10 * running.Load.Disks[0].Reads.Steady);
    }

    [Test]
    public void A_reboot_takes_the_counters_back_to_zero()
    {
        var model = TestClouds.Of();
        model.Reboot(model.First());
        var (domain, now) = Read(model);
        All(domain, now).ShouldAllBe(counter => counter == 0);
        model.Clock.Advance(TimeSpan.FromSeconds(1));
        domain.VcpuAt(0, domain.ElapsedAt(model.Clock.Now)).Time.ShouldBe(domain.Load.Vcpus[0].Time.Steady);
    }

    [Test]
    public void A_load_for_other_devices_is_refused()
    {
        var model = TestClouds.Of();
        var (domain, _) = Read(model);
        Should.Throw<ArgumentException>(() => model.SetLoad(model.First(), domain.Load with { Nics = [] }));
    }

    [Test]
    public void Each_virtual_cpu_has_one_second_a_second([Values] Profile profile)
    {
        var load = LoadPlan.Draw(profile, new Harness.Seed(8), 16, 1, 1);
        load.Vcpus.ShouldAllBe(v => v.Time.Steady + v.Time.Burst + v.Wait.Steady + v.Wait.Burst + v.Delay.Steady + v.Delay.Burst < 1_000_000_000);
    }

    [Test]
    public void Memory_adds_up_at_every_moment([Values] Profile profile)
    {
        var model = TestClouds.Of(4, 1, 1, profile);
        for (var i = 0; i < 100; i++)
        {
            model.Clock.Advance(TimeSpan.FromSeconds(3.7));
            var memory = model.State.DomainOf(model.First()).MemoryAt(model.Clock.Now);
            long[] rising = [0, memory.Unused, memory.Usable, memory.Available, memory.Actual, memory.Maximum];
            rising.ShouldBeInOrder();
            (memory.Unused + memory.DiskCaches).ShouldBeLessThanOrEqualTo(memory.Available);
            (model.Clock.Now - memory.LastUpdate).ShouldBeInRange(TimeSpan.Zero, TimeSpan.FromSeconds(10));
        }
    }

    [Test]
    public void Under_memory_pressure_the_balloon_takes_and_the_guest_swaps()
    {
        var model = TestClouds.Of(4, 1, 1, Profile.MemoryPressure);
        var memory = model.State.DomainOf(model.First()).MemoryAt(model.Clock.Now);
        memory.Actual.ShouldBe(memory.Maximum * 3 / 4);
        memory.Paging.SwapOut.ShouldBeGreaterThan(0);
        memory.Paging.MajorFaults.ShouldBeGreaterThan(0);
    }

    private static (Domain Domain, Elapsed Elapsed) Read(CloudModel model)
    {
        var domain = model.State.DomainOf(model.First());
        return (domain, domain.ElapsedAt(model.Clock.Now));
    }

    private static long[] All(Domain domain, Elapsed e)
    {
        var memory = domain.Load.Memory.After(e) + domain.Bank.Paging;
        return
        [
            domain.CpuAt(e).User, domain.CpuAt(e).System, memory.SwapIn, memory.SwapOut, memory.MajorFaults, memory.MinorFaults,
            .. domain.Vcpus.SelectMany((_, i) => new[] { domain.VcpuAt(i, e).Time, domain.VcpuAt(i, e).Wait, domain.VcpuAt(i, e).Delay }),
            .. domain.Disks.Select((_, i) => domain.DiskAt(i, e)).SelectMany(d => new[]
            {
                d.ReadRequests, d.ReadBytes, d.ReadTime, d.WriteRequests, d.WriteBytes, d.WriteTime, d.FlushRequests, d.FlushTime,
            }),
            .. domain.Nics.Select((_, i) => domain.NicAt(i, e)).SelectMany(n => new[]
            {
                n.ReceiveBytes, n.ReceivePackets, n.ReceiveErrors, n.ReceiveDrops, n.TransmitBytes, n.TransmitPackets, n.TransmitErrors, n.TransmitDrops,
            }),
        ];
    }
}
