using Reqnroll;
namespace Validation.Bdd.Samples;
[Binding] public sealed class S { [Given("nothing")] public void N() { } }
