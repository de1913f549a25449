using Validation.Contract;
using Validation.Steps.Run;

namespace Validation.Steps.Tests.Logs;

/// <summary>The rows of the feature are the contract's services.</summary>
public sealed class ServicesFeatureTests
{
    [Test]
    public void Every_service_of_the_contract_has_a_row_but_swift_which_has_a_scenario()
    {
        var rows = File.ReadAllLines(Path.Combine(Checkout.Root, "features", "logs", "services.feature"))
            .Select(l => l.Trim()).Where(l => l.StartsWith('|')).Select(l => l.Trim('|', ' ')).Skip(1);
        rows.Append("swift").ShouldBe(ContractFiles.Load().Logs.ServicesWithParsing, ignoreOrder: true);
    }
}
