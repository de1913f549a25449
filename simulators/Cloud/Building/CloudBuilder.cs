using System.Collections.Immutable;
using System.Globalization;
using Bogus;
using Validation.Harness;
using Validation.Simulators.Cloud.Domains;
using Validation.Simulators.Cloud.Entities;

namespace Validation.Simulators.Cloud.Building;

/// <summary>Builds the cloud that a spec describes.</summary>
internal static class CloudBuilder
{
    private const long GiB = 1L << 30;

    public static CloudState Build(CloudSpec spec, Seed seed, DateTimeOffset now)
    {
        Check(spec);
        // Bogus takes 32 bits; folding the seed keeps every bit's influence.
        var faker = new Faker { Random = new Randomizer(seed.Random("names").Next()) };
        var projects = Projects(spec, seed, faker);
        var state = new CloudState
        {
            Version = 1,
            Hosts = Hosts(spec, seed, now),
            Projects = projects,
            Users = Users(projects, seed, faker),
            Flavours = Catalogue.Flavours,
            Images = Images(projects[0], seed, now),
            Networks = Networks(projects, seed, Math.Max(1, spec.PortsPerServer)),
        };
        return Populate(spec, seed, state, faker, now);
    }

    private static CloudState Populate(CloudSpec spec, Seed seed, CloudState state, Faker faker, DateTimeOffset now)
    {
        var draft = new Draft(state, now, seed);
        var ages = seed.Random("ages");
        foreach (var host in state.Hosts.Keys)
        {
            for (var i = 0; i < spec.ServersPerHost; i++)
            {
                var number = (int)draft.State.ServersEver;
                var wanted = new ServerSpec(
                    string.Create(CultureInfo.InvariantCulture, $"{faker.PickRandom(Catalogue.Roles)}-{faker.Hacker.Noun().Replace(' ', '-')}-{number + 1:d2}"),
                    state.Projects[number % state.Projects.Length].Id, faker.PickRandom(Catalogue.Usual), host,
                    spec.Profiles[number % spec.Profiles.Length], spec.VolumesPerServer, spec.PortsPerServer);
                // Between an hour and thirty days old, so that counters look as they do in a cloud that lives.
                var born = now - TimeSpan.FromSeconds(ages.Next(3_600, 30 * 86_400));
                var (server, domain) = ServerBuilder.Add(draft, wanted, born);
                draft.Put(host, domain.Started(draft.TakeDomainId(host), born));
                draft.Put(server with { CreatedAt = born });
            }
        }

        return draft.State;
    }

    private static void Check(CloudSpec spec)
    {
        if (spec.Hosts < 1 || spec.ServersPerHost < 0 || spec.Projects < 1 || spec.Profiles.IsDefaultOrEmpty || spec.Zones.IsDefaultOrEmpty
            || spec.VolumesPerServer is < 0 or > 24 || spec.PortsPerServer is < 0 or > 16)
        {
            throw new BadInputException("The cloud cannot be built", "the cloud's spec",
                "at least one host, project, profile and zone, no negative number, at most 24 volumes and 16 ports a server", spec.ToString(), "mend the spec");
        }
    }

    private static ImmutableSortedDictionary<string, Host> Hosts(CloudSpec spec, Seed seed, DateTimeOffset now) =>
        Enumerable.Range(1, spec.Hosts)
            .Select(n => new Host(string.Create(CultureInfo.InvariantCulture, $"compute-{n:d4}"), Identities.Uuid(seed, "host", n),
                $"10.30.{n / 250}.{(n % 250) + 2}", spec.Zones[(n - 1) % spec.Zones.Length], spec.Topology, now.AddDays(-40), DomainTable.Empty, 1))
            .ToImmutableSortedDictionary(h => h.Name, h => h, StringComparer.Ordinal);

    private static ImmutableArray<Project> Projects(CloudSpec spec, Seed seed, Faker faker) =>
    [
        .. Enumerable.Range(1, spec.Projects).Select(n => new Project(Identities.Hex(seed, "project", n),
            string.Create(CultureInfo.InvariantCulture, $"{Slug(faker.Commerce.Department(1))}-{faker.PickRandom(Catalogue.Stages)}-{n}"), faker.Company.CatchPhrase())),
    ];

    private static ImmutableArray<User> Users(ImmutableArray<Project> projects, Seed seed, Faker faker) =>
    [
        .. projects.Select((project, n) =>
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"{Slug(faker.Name.FirstName())}.{Slug(faker.Name.LastName())}.{n + 1}");
            return new User(Identities.Hex(seed, "user", n + 1), name, $"{name}@example.com", project.Id);
        }),
    ];

    private static ImmutableArray<Image> Images(Project owner, Seed seed, DateTimeOffset now) =>
    [
        .. Catalogue.Images.Select((image, n) => new Image(Identities.Uuid(seed, "image", n + 1), image.Name, image.GiB * GiB, owner.Id, true, now.AddDays(-60))),
    ];

    private static ImmutableArray<Network> Networks(ImmutableArray<Project> projects, Seed seed, int each) =>
    [
        .. projects.SelectMany((project, p) => Enumerable.Range(0, each).Select(n =>
        {
            var number = (p * each) + n;
            return new Network(Identities.Uuid(seed, "network", number + 1), $"{project.Name}-net-{n + 1}", project.Id,
                Identities.Uuid(seed, "subnet", number + 1), $"10.{40 + (number % 200)}", 1442, 1000 + number);
        })),
    ];

    private static string Slug(string text) => string.Concat(text.ToLowerInvariant().Where(char.IsAsciiLetterOrDigit));
}
