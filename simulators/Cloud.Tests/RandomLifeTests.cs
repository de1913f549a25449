using System.Text;
using Validation.Harness;
using Validation.Simulators.Cloud.Domains;
using Validation.Simulators.Cloud.RandomLives;

namespace Validation.Simulators.Cloud.Tests;

internal sealed class RandomLifeTests
{
    [Test]
    public void Nova_and_libvirt_agree_after_every_operation_and_at_every_step_between([Range(1, 8)] int seed)
    {
        var model = TestClouds.Of((ulong)seed, 3, 3);
        var life = new RandomLife(model, new Seed((ulong)seed), new RandomLifeSpec { MostPause = TimeSpan.Zero });
        var pauses = new Random(seed);
        var counters = new CounterWatch();
        for (var i = 0; i < 150; i++)
        {
            var done = life.Step();
            Agree(model, done);
            counters.Look(model);
            var until = model.Clock.Now.AddMilliseconds(pauses.Next(15_000));
            while (model.Clock.Now < until)
            {
                // Up to just before something is due, and then onto it.
                var (state, now) = model.Look();
                var due = state.Due is { } next && next < until ? next : until;
                if (due - now > TimeSpan.FromTicks(1))
                {
                    model.Clock.Advance(due - now - TimeSpan.FromTicks(1));
                    Agree(model, done);
                    counters.Look(model);
                }

                model.Clock.Advance(TimeSpan.FromTicks(1));
                Agree(model, done);
                counters.Look(model);
            }
        }
    }

    [Test]
    public void The_same_seed_lives_the_same_life_and_leaves_the_same_cloud_however_often_somebody_looked()
    {
        var (events, cloud) = Lived(5, 5, looking: false);
        var (same, sameCloud) = Lived(5, 5, looking: true);
        same.ShouldBe(events);
        sameCloud.ShouldBe(cloud);
        Lived(5, 6, looking: false).Events.ShouldNotBe(events);
    }

    [Test]
    public void Every_operation_happens_and_is_numbered_and_named()
    {
        var model = TestClouds.Of(3, 3, 4);
        var events = new RandomLife(model, new Seed(3)).Live(400);
        events.Select(e => e.Operation).Distinct().Count().ShouldBe(Enum.GetValues<LifeOperation>().Length);
        events.Select(e => e.Number).ShouldBe(Enumerable.Range(1, 400));
        events.Select(e => e.At).ShouldBeInOrder();
        events.ShouldAllBe(e => e.ServerId != Guid.Empty && e.ServerName.Length > 0);
        model.State.Migrations.Values.Select(m => m.StatusText).Distinct().ShouldBeSubsetOf(
            ["queued", "preparing", "running", "completed", "failed", "cancelled", "error", "migrating", "finished", "confirmed", "reverted"]);
        model.State.Migrations.Values.Select(m => m.StatusText).ShouldContain("completed");
    }

    [Test]
    public void The_number_of_servers_stays_within_bounds()
    {
        var model = TestClouds.Of(3, 1, 2);
        var life = new RandomLife(model, new Seed(1), new RandomLifeSpec { Operations = [LifeOperation.Create, LifeOperation.Delete], LeastServers = 2, MostServers = 4 });
        for (var i = 0; i < 100; i++)
        {
            life.Step();
            model.State.Servers.Count.ShouldBeInRange(2, 4);
        }
    }

    [Test]
    public void A_life_in_which_nothing_is_legal_says_so() =>
        Should.Throw<InvalidOperationException>(() => new RandomLife(TestClouds.Of(), new Seed(1), new RandomLifeSpec { Operations = [LifeOperation.Start] }).Step())
            .Message.ShouldContain("No operation of the random life is legal");

    [Test]
    public void A_life_that_waits_for_something_moves_the_clock_to_it()
    {
        var model = TestClouds.Of(1, 1, 1);
        model.Resize(model.First(), "gp.0.16.64", null, TimeSpan.FromHours(1));
        var life = new RandomLife(model, new Seed(1), new RandomLifeSpec { Operations = [LifeOperation.ConfirmResize], MostPause = TimeSpan.Zero });
        life.Step().At.ShouldBe(TestClouds.Noon.AddHours(1));
    }

    [Test]
    public void A_spec_that_makes_no_sense_is_bad_input() =>
        Should.Throw<BadInputException>(() => new RandomLife(TestClouds.Of(), new Seed(1), new RandomLifeSpec { MostServers = 1 })).Message.ShouldContain("more servers at most");

    [Test]
    public void What_people_do_on_hosts_is_mended_by_novas_look_but_for_what_was_paused([Range(1, 4)] int seed)
    {
        var model = TestClouds.Of((ulong)seed, 3, 3);
        var life = new RandomLife(model, new Seed((ulong)seed));
        var random = new Random(seed);
        for (var i = 0; i < 150; i++)
        {
            life.Step();
            var all = model.State.Hosts.Values.SelectMany(h => h.Domains.All.Select(d => (h.Name, Domain: d))).ToArray();
            if (all.Length == 0)
                continue;
            var (host, domain) = all[random.Next(all.Length)];
            if (!domain.IsPersistent || domain.Job is not null || model.State.Server(domain.Uuid) is not { TaskState: Entities.TaskState.None, VmState: not Entities.VmState.Resized })
                continue;
            if (!domain.IsActive)
                model.StartDomain(host, domain.Uuid);
            else if (domain.Status.State == DomainState.Running && random.Next(2) == 0)
                model.RebootDomain(host, domain.Uuid);
            else
                model.DestroyDomain(host, domain.Uuid);
            model.SyncPowerStates();
            CloudAgreement.Check(model.State).ShouldBeEmpty();
        }
    }

    private static void Agree(CloudModel model, LifeEvent after) =>
        CloudAgreement.Check(model.State).ShouldBeEmpty($"at {model.Clock.Now:O} after {after}");

    private static (string[] Events, string Cloud) Lived(ulong cloud, ulong seed, bool looking)
    {
        var model = TestClouds.Of(cloud, 3, 3);
        using var watch = looking ? model.Watch(_ => { }) : null;
        var life = new RandomLife(model, new Seed(seed), new RandomLifeSpec { MostPause = TimeSpan.Zero });
        var events = new List<string>();
        for (var i = 0; i < 200; i++)
        {
            events.Add(life.Step().ToString());
            for (var part = 0; part < 10; part++)
            {
                model.Clock.Advance(TimeSpan.FromMilliseconds(700));
                if (looking)
                    model.Look().State.Version.ShouldBePositive();
            }
        }

        return ([.. events], Describe(model));
    }

    private static string Describe(CloudModel model)
    {
        var (state, now) = model.Look();
        var text = new StringBuilder().AppendLine(System.Globalization.CultureInfo.InvariantCulture, $"{state.Version} {now:O}");
        foreach (var s in state.Servers.Values.OrderBy(s => s.Number))
            text.AppendLine(System.Globalization.CultureInfo.InvariantCulture, $"{s.Id} {s.Name} {s.Host} {s.Flavour} {s.VmState} {s.TaskState} {s.PowerState} {s.UpdatedAt:O} {s.Fault}");
        foreach (var (host, d) in state.Hosts.Values.SelectMany(h => h.Domains.All.Select(d => (h.Name, d))))
            text.AppendLine(System.Globalization.CultureInfo.InvariantCulture, $"{host} {d.Name} {d.Id} {d.Status} {d.Run} {d.CpuAt(d.ElapsedAt(now))} {d.Job?.At(now)} {d.CompletedJob}");
        foreach (var m in state.Migrations.Values)
            text.AppendLine(System.Globalization.CultureInfo.InvariantCulture, $"{m.Number} {m.Id} {m.StatusText} {m.UpdatedAt:O} {m.Ended}");
        return text.ToString();
    }
}
