using System.Text;
using System.Xml;
using Validation.Simulators.StandIns.LibvirtExporter.Describe;

namespace Validation.Simulators.StandIns.Tests.LibvirtExporter;

public sealed class DomainXmlTests
{
    [Test]
    public void Only_direct_children_count_and_any_namespace_will_do()
    {
        var domain = Parse("""
            <domain><name>x</name><uuid>u</uuid>
              <metadata><n:instance xmlns:n='urn:any'><n:name>vm</n:name><n:flavor name='f'><n:name>no</n:name></n:flavor></n:instance></metadata>
              <os><type arch='x86_64' machine='q35'>hvm</type></os>
              <devices>
                <disk type='file' device='disk'><backingStore><source file='/base'/></backingStore><source file='/top'/><target dev='vda' bus='virtio'/></disk>
                <controller><disk device='disk'/></controller>
              </devices>
            </domain>
            """);

        domain.Nova.ShouldBe(new NovaXml("vm", "f", "", "", "", ""));
        (domain.Uuid, domain.OsType, domain.OsArch, domain.OsMachine).ShouldBe(("u", "hvm", "x86_64", "q35"));
        domain.Disks.ShouldHaveSingleItem().SourceFile.ShouldBe("/top");
        domain.Interfaces.ShouldBeEmpty();
    }

    [Test]
    public void What_is_missing_is_an_empty_text()
    {
        var domain = Parse("<domain/>");

        domain.ShouldBe(domain with { Uuid = "", OsType = "", OsArch = "", OsMachine = "", Nova = new NovaXml("", "", "", "", "", "") });
        domain.Disks.ShouldBeEmpty();
    }

    [TestCase("cdrom", false)]
    [TestCase("fd", false)]
    [TestCase("floppy", true)]
    [TestCase("lun", true)]
    [TestCase("", true)]
    public void Only_cdrom_and_fd_have_no_counters_of_their_own(string device, bool counted) =>
        Parse($"<domain><devices><disk device='{device}'/></devices></domain>").Disks.ShouldHaveSingleItem().Counted.ShouldBe(counted);

    [Test]
    public void What_stands_behind_the_element_or_before_it_is_not_looked_at() =>
        Parse("<?xml version='1.0'?><!DOCTYPE domain><!-- c --><domain><uuid>u</uuid></domain> behind < it").Uuid.ShouldBe("u");

    [TestCase("")]
    [TestCase("text")]
    [TestCase("<domain>")]
    [TestCase("<domain></domein>")]
    [TestCase("<domain>&nothing;</domain>")]
    [TestCase("<domain name=x/>")]
    public void What_is_not_well_formed_is_refused(string xml) => Should.Throw<XmlException>(() => Parse(xml));

    [Test]
    public void Entities_do_not_multiply() => Should.Throw<XmlException>(() => Parse(
        "<!DOCTYPE d [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;'>]><domain><uuid>&b;</uuid></domain>"));

    private static DomainXml Parse(string xml) => DomainXml.Parse(Encoding.UTF8.GetBytes(xml));
}
