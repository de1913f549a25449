using Validation.Environments.Embedded.Programs;

namespace Validation.Cli.Tests;

public sealed class InventoryTableTests
{
    [Test]
    public void Columns_are_as_wide_as_they_must_be_and_reasons_stand_below() => InventoryTable.Lines(
        [
            new InventoryRow("prometheus", "2.53.3+ds1", "PATH", "/usr/bin/prometheus", null),
            new InventoryRow("alertmanager", "", "", "", "nowhere to be found"),
            new InventoryRow("node-exporter", "1.9.0", "cache (package 1.9.0-1)", "/c/node", null),
        ]).ShouldBe(
        [
            "program        version     from                     path",
            "prometheus     2.53.3+ds1  PATH                     /usr/bin/prometheus",
            "alertmanager   -           missing                  -",
            "node-exporter  1.9.0       cache (package 1.9.0-1)  /c/node",
            "alertmanager: nowhere to be found",
        ]);
}
