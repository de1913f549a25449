using System.Collections.Immutable;
using Validation.Simulators.Cloud.Entities;

namespace Validation.Simulators.Cloud.Building;

/// <summary>What every cloud of ours offers.</summary>
internal static class Catalogue
{
    public static readonly ImmutableArray<Flavour> Flavours =
    [
        new("1", "gp.0.1.2", 1, 2048, 10),
        new("2", "gp.0.2.4", 2, 4096, 20),
        new("3", "gp.0.4.8", 4, 8192, 40),
        new("4", "gp.0.8.16", 8, 16384, 80),
        new("5", "mo.1.4.32", 4, 32768, 80, 1024),
        new("6", "gp.0.16.64", 16, 65536, 240),
    ];

    /// <summary>Flavours that people mostly take.</summary>
    public static readonly string[] Usual = ["gp.0.2.4", "gp.0.4.8", "gp.0.4.8", "gp.0.8.16"];

    public static readonly ImmutableArray<(string Name, int GiB)> Images = [("Ubuntu 24.04", 2), ("Debian 12", 1), ("Rocky Linux 9", 2)];

    public static readonly string[] Roles = ["web", "api", "db", "cache", "queue", "batch"];

    public static readonly string[] Stages = ["prod", "stage", "dev"];
}
